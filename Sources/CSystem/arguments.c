#include "CSystem.h"

static int count;
static char **arguments;

// glibc hands them to every constructor.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int gm_argument_count(void) { return count; }
char **gm_arguments(void) { return arguments; }
