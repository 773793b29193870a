int gm_version(void) { return 1; }
