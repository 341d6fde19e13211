/** Folder of the community's migrations, 0010 and on; for `migrate` of the engine's runtime. */
export const communityMigrations = new URL('./migrations/', import.meta.url);
