/** The address of a row's path: each thing in it is named by `id`, but what is no session and has a form of its own. */
export function addressOf(path: string, id: string): string {
  return path.replaceAll(/:(\w+)/g, (_, part: string) => (part === 'stash_id' ? 'a'.repeat(40) : id))
}
