#include "CSystem.h"

#include <sys/auxv.h>
#include <unistd.h>

static int count;
static char **arguments;

// glibc hands them to every constructor.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

int gm_argument_count(void) { return count; }
char **gm_arguments(void) { return arguments; }

const char *gm_program(void) {
  static const char *const self = "/proc/self/exe";
  if (access(self, X_OK) == 0) return self;
  const char *started = (const char *)getauxval(AT_EXECFN);
  return started ? started : self;
}
