#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <sys/types.h>

/// Opens an absolute path on which no part may be a symbolic link, and which nobody can exchange for one meanwhile:
/// ELOOP if there is one. `flags` and `mode` are those of `open`; the descriptor is closed in programs started later.
int gm_open_unlinked(const char *path, int flags, mode_t mode);

/// The same, step by step from folder to folder, for kernels before 5.6.
int gm_open_stepwise(const char *path, int flags, mode_t mode);

/// Gives a file in a folder another name there, which must be free: EEXIST if it is not.
int gm_rename_to_free(int folder, const char *from, const char *to);

/// The program's arguments as it was started with them. Swift reads them from /proc, which may be missing.
int gm_argument_count(void);
char **gm_arguments(void);

/// The path of the program's own file, to start it again.
const char *gm_program(void);

#endif
