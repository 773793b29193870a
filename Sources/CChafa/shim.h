#include <chafa.h>
#include <stdlib.h>
#include <string.h>

/// The colors that letters of a terminal can have.
typedef enum { gmvae_colors_16, gmvae_colors_256, gmvae_colors_all } gmvae_colors;

static inline ChafaTermInfo *gmvae_terminal(void) {
  ChafaTermDb *known = chafa_term_db_new();
  gchar *nothing[] = {NULL};
  ChafaTermInfo *terminal = chafa_term_db_detect(known, nothing);
  ChafaTermInfo *fallback = chafa_term_db_get_fallback_info(known);
  chafa_term_info_supplement(terminal, fallback);
  chafa_term_info_unref(fallback);
  chafa_term_db_unref(known);
  return terminal;
}

/// Sixels where a cell's size in pixels is given, else letters that fill a part of their cell each.
static inline ChafaCanvas *gmvae_canvas(int columns, int rows, int cell_width, int cell_height, gmvae_colors colors) {
  ChafaCanvasMode modes[] = {CHAFA_CANVAS_MODE_INDEXED_16, CHAFA_CANVAS_MODE_INDEXED_240, CHAFA_CANVAS_MODE_TRUECOLOR};
  int is_sixel = cell_width > 0 && cell_height > 0;
  ChafaCanvasConfig *config = chafa_canvas_config_new();
  chafa_canvas_config_set_geometry(config, columns, rows);
  chafa_canvas_config_set_canvas_mode(config, is_sixel ? CHAFA_CANVAS_MODE_TRUECOLOR : modes[colors]);
  chafa_canvas_config_set_pixel_mode(config, is_sixel ? CHAFA_PIXEL_MODE_SIXELS : CHAFA_PIXEL_MODE_SYMBOLS);
  if (is_sixel) chafa_canvas_config_set_cell_geometry(config, cell_width, cell_height);
  ChafaSymbolMap *symbols = chafa_symbol_map_new();
  chafa_symbol_map_add_by_tags(symbols, CHAFA_SYMBOL_TAG_BLOCK | CHAFA_SYMBOL_TAG_SPACE);
  chafa_canvas_config_set_symbol_map(config, symbols);
  ChafaCanvas *canvas = chafa_canvas_new(config);
  chafa_symbol_map_unref(symbols);
  chafa_canvas_config_unref(config);
  return canvas;
}

static inline char *gmvae_printed(ChafaCanvas *canvas) {
  ChafaTermInfo *terminal = gmvae_terminal();
  GString *printed = chafa_canvas_print(canvas, terminal);
  char *text = strdup(printed->str);
  g_string_free(printed, TRUE);
  chafa_canvas_unref(canvas);
  chafa_term_info_unref(terminal);
  return text;
}

/// A picture as the sixels that show it in `columns` by `rows` cells; the caller frees them. `pixels` are Cairo's:
/// premultiplied, blue first.
static inline char *gmvae_sixels(
  const unsigned char *pixels, int width, int height, int stride, int columns, int rows, int cell_width, int cell_height
) {
  ChafaCanvas *canvas = gmvae_canvas(columns, rows, cell_width, cell_height, gmvae_colors_all);
  chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_BGRA8_PREMULTIPLIED, pixels, width, height, stride);
  return gmvae_printed(canvas);
}

/// A letter in a cell, with its color and that of its ground as 0xRRGGBB.
typedef struct {
  int column;
  int row;
  unsigned int letter;
  int color;
  int ground;
} gmvae_letter;

/// Pixels, so many of each cell and red first, as letters that fill a part of their cell, and other letters on them; the
/// caller frees the text.
static inline char *gmvae_cells(
  const unsigned char *pixels, int columns, int rows, int cell_width, int cell_height, gmvae_colors colors,
  const gmvae_letter *letters, int count
) {
  ChafaCanvas *canvas = gmvae_canvas(columns, rows, 0, 0, colors);
  int width = columns * cell_width;
  chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8, pixels, width, rows * cell_height, 3 * width);
  for (int index = 0; index < count; index++) {
    gmvae_letter letter = letters[index];
    chafa_canvas_set_char_at(canvas, letter.column, letter.row, letter.letter);
    chafa_canvas_set_colors_at(canvas, letter.column, letter.row, letter.color, letter.ground);
  }
  return gmvae_printed(canvas);
}
