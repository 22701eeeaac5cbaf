/** Names of folders that programs fill, not people: large, and nothing in them is anybody's own. */
export const machineFolders: readonly string[] = ['node_modules', '.git', '.hg', '.svn', '.cache', '__pycache__']
