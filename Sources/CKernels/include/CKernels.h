int gm_version(void);
