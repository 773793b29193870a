#include "quadtree.h"

#include <string.h>

#define LEAF 16
#define DEPTH 16

static uint32_t spread_bits(uint32_t v) {
  v = (v | v << 8) & 0x00FF00FF;
  v = (v | v << 4) & 0x0F0F0F0F;
  v = (v | v << 2) & 0x33333333;
  return (v | v << 1) & 0x55555555;
}

static uint32_t quantized(float v) { return v > 0.0f ? (v < 65535.0f ? (uint32_t)v : 65535) : 0; }

/// Gives each point the number of its cell along the curve; returns the side of the square around all.
static float encode(gm_quadtree *tree, const float *points) {
  float x0 = points[0], x1 = x0, y0 = points[1], y1 = y0;
  for (int64_t i = 0; i < tree->count; i++) {
    float x = points[2 * i], y = points[2 * i + 1];
    x0 = x < x0 ? x : x0, x1 = x > x1 ? x : x1, y0 = y < y0 ? y : y0, y1 = y > y1 ? y : y1;
  }
  float side = (x1 - x0 > y1 - y0 ? x1 - x0 : y1 - y0) * 1.0001f;
  float scale = side > 0.0f ? 65536.0f / side : 0.0f;
  for (int64_t i = 0; i < tree->count; i++) {
    tree->codes[i] = spread_bits(quantized((points[2 * i] - x0) * scale)) |
                     spread_bits(quantized((points[2 * i + 1] - y0) * scale)) << 1;
    tree->order[i] = (int32_t)i;
  }
  return side;
}

/// Sorts by the codes' bytes, the lowest first; equal codes keep their order.
static void sort(gm_quadtree *tree) {
  for (int shift = 0; shift < 32; shift += 8) {
    int64_t starts[257] = {0};
    for (int64_t i = 0; i < tree->count; i++) starts[(tree->codes[i] >> shift & 255) + 1]++;
    for (int byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    for (int64_t i = 0; i < tree->count; i++) {
      int64_t place = starts[tree->codes[i] >> shift & 255]++;
      tree->other_codes[place] = tree->codes[i];
      tree->other_order[place] = tree->order[i];
    }
    uint32_t *codes = tree->codes;
    int32_t *order = tree->order;
    tree->codes = tree->other_codes, tree->order = tree->other_order;
    tree->other_codes = codes, tree->other_order = order;
  }
}

static void build(gm_quadtree *tree, int32_t lower, int32_t upper, int depth, float side);

/// The children of a cell: the points of its quarters follow one another.
static void build_children(gm_quadtree *tree, int32_t lower, int32_t upper, int depth, float side) {
  int shift = 32 - 2 * (depth + 1);
  while (lower < upper) {
    uint32_t quarter = tree->codes[lower] >> shift;
    int32_t inside = lower, outside = upper;
    while (outside - inside > 1) {
      int32_t middle = inside + (outside - inside) / 2;
      if (tree->codes[middle] >> shift == quarter) inside = middle;
      else outside = middle;
    }
    build(tree, lower, outside, depth + 1, side);
    lower = outside;
  }
}

static void gather(gm_quadtree *tree, int32_t index, int32_t lower, int32_t upper) {
  double x = 0, y = 0;
  for (int32_t i = lower; i < upper; i++) x += tree->x[i], y += tree->y[i];
  gm_node *node = &tree->nodes[index];
  node->mass = (float)(upper - lower);
  node->x = (float)(x / (upper - lower)), node->y = (float)(y / (upper - lower));
}

/// Appends the node of a cell and those below it. Cells that hold all points of the one above are left out.
static void build(gm_quadtree *tree, int32_t lower, int32_t upper, int depth, float side) {
  uint32_t difference = tree->codes[lower] ^ tree->codes[upper - 1];
  while (depth < DEPTH && difference >> (32 - 2 * (depth + 1)) == 0) depth++;
  int32_t index = tree->node_count++;
  float cell = side / (float)(1 << depth);
  int is_leaf = upper - lower <= LEAF;
  gm_node node = {.side_squared = depth == DEPTH ? 0.0f : cell * cell, .first = lower};
  if (is_leaf) node.length = upper - lower;
  tree->nodes[index] = node;
  gather(tree, index, lower, upper);
  if (!is_leaf && depth < DEPTH) build_children(tree, lower, upper, depth, side);
  tree->nodes[index].next = tree->node_count;
}

void gm_build_quadtree(gm_quadtree *tree, const float *points) {
  float side = encode(tree, points);
  sort(tree);
  for (int64_t i = 0; i < tree->count; i++) {
    tree->x[i] = points[2 * tree->order[i]];
    tree->y[i] = points[2 * tree->order[i] + 1];
  }
  tree->node_count = 0;
  build(tree, 0, (int32_t)tree->count, 0, side);
}
