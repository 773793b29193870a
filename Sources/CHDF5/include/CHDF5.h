// The functions of libhdf5 that reading and writing take. The library is loaded with the first file: the program builds, installs
// and starts without it.
#ifndef CHDF5_H
#define CHDF5_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A file, group, dataset, attribute, type or space; below 0 if there is none.
typedef int64_t gm_hid;

#define GM_HDF5_FUNCTIONS(F) \
  F(gm_hid, H5Fopen, (const char *, unsigned, gm_hid)) \
  F(gm_hid, H5Fcreate, (const char *, unsigned, gm_hid, gm_hid)) \
  F(int, H5Fflush, (gm_hid, int)) \
  F(ptrdiff_t, H5Fget_file_image, (gm_hid, void *_Nullable, size_t)) \
  F(int, H5Fclose, (gm_hid)) \
  F(gm_hid, H5Pcreate, (gm_hid)) \
  F(int, H5Pset_fapl_core, (gm_hid, size_t, unsigned)) \
  F(int, H5Pclose, (gm_hid)) \
  F(int, H5Lexists, (gm_hid, const char *, gm_hid)) \
  F(gm_hid, H5Oopen, (gm_hid, const char *, gm_hid)) \
  F(int, H5Oclose, (gm_hid)) \
  F(int, H5Iget_type, (gm_hid)) \
  F(gm_hid, H5Gcreate2, (gm_hid, const char *, gm_hid, gm_hid, gm_hid)) \
  F(gm_hid, H5Dcreate2, (gm_hid, const char *, gm_hid, gm_hid, gm_hid, gm_hid, gm_hid)) \
  F(gm_hid, H5Dget_space, (gm_hid)) \
  F(gm_hid, H5Dget_type, (gm_hid)) \
  F(int, H5Dread, (gm_hid, gm_hid, gm_hid, gm_hid, gm_hid, void *)) \
  F(int, H5Dwrite, (gm_hid, gm_hid, gm_hid, gm_hid, gm_hid, const void *)) \
  F(int, H5Dvlen_reclaim, (gm_hid, gm_hid, gm_hid, void *)) \
  F(gm_hid, H5Screate, (int)) \
  F(gm_hid, H5Screate_simple, (int, const uint64_t *, const uint64_t *_Nullable)) \
  F(int, H5Sget_simple_extent_ndims, (gm_hid)) \
  F(int, H5Sget_simple_extent_dims, (gm_hid, uint64_t *, uint64_t *_Nullable)) \
  F(int, H5Sselect_hyperslab, \
    (gm_hid, int, const uint64_t *, const uint64_t *_Nullable, const uint64_t *, const uint64_t *_Nullable)) \
  F(int, H5Sclose, (gm_hid)) \
  F(int, H5Tget_class, (gm_hid)) \
  F(size_t, H5Tget_size, (gm_hid)) \
  F(int, H5Tis_variable_str, (gm_hid)) \
  F(gm_hid, H5Tcopy, (gm_hid)) \
  F(int, H5Tset_size, (gm_hid, size_t)) \
  F(int, H5Tset_cset, (gm_hid, int)) \
  F(int, H5Tclose, (gm_hid)) \
  F(int, H5Aexists, (gm_hid, const char *)) \
  F(gm_hid, H5Aopen, (gm_hid, const char *, gm_hid)) \
  F(gm_hid, H5Acreate2, (gm_hid, const char *, gm_hid, gm_hid, gm_hid, gm_hid)) \
  F(gm_hid, H5Aget_space, (gm_hid)) \
  F(gm_hid, H5Aget_type, (gm_hid)) \
  F(int, H5Aread, (gm_hid, gm_hid, void *)) \
  F(int, H5Awrite, (gm_hid, gm_hid, const void *)) \
  F(int, H5Aclose, (gm_hid))

#define GM_HDF5_VALUES(F) \
  F(H5T_NATIVE_DOUBLE_g) F(H5T_NATIVE_FLOAT_g) F(H5T_NATIVE_INT32_g) F(H5T_NATIVE_INT64_g) F(H5T_C_S1_g) \
  F(H5P_CLS_FILE_ACCESS_ID_g)

typedef struct {
#define GM_MEMBER(result, name, arguments) result (*name) arguments;
  GM_HDF5_FUNCTIONS(GM_MEMBER)
#undef GM_MEMBER
#define GM_MEMBER(name) gm_hid name;
  GM_HDF5_VALUES(GM_MEMBER)
#undef GM_MEMBER
} gm_hdf5;

/// The library, or NULL if it is not there or lacks a function. It prints nothing.
const gm_hdf5 *_Nullable gm_hdf5_load(void);

#pragma clang assume_nonnull end

#endif
