#include "CHDF5.h"

#include <dlfcn.h>
#include <pthread.h>

// Debian's serial build has a name of its own; the numbers are those of 1.10, 1.14 and 2.0.
static const char *const names[] = {"libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310",
                                    "libhdf5_serial.so.320", "libhdf5.so.320", "libhdf5_serial.so", "libhdf5.so"};

static gm_hdf5 functions;
static int is_there;

static void load(void) {
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
  int (*open)(void) = (int (*)(void))dlsym(library, "H5open");
  int (*quiet)(gm_hid, void *, void *) = (int (*)(gm_hid, void *, void *))dlsym(library, "H5Eset_auto2");
  if (open == NULL || quiet == NULL || open() < 0 || quiet(0, NULL, NULL) < 0) return;
  void *found;
#define GM_FIND(result, name, arguments) \
  if ((found = dlsym(library, #name)) == NULL) return; \
  functions.name = (result(*) arguments)found;
  GM_HDF5_FUNCTIONS(GM_FIND)
#undef GM_FIND
#define GM_FIND(name) \
  if ((found = dlsym(library, #name)) == NULL) return; \
  functions.name = *(gm_hid *)found;
  GM_HDF5_VALUES(GM_FIND)
  is_there = 1;
}

const gm_hdf5 *gm_hdf5_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_there ? &functions : NULL;
}
