/** As many files of one folder are looked at; a person names the others whole. */
export const MAX_FILES = 50_000
