/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path
}

/** A path as seen from the workspace; unchanged when it lies outside. */
export function within(path: string, workspace: string): string {
  const folder = workspace.replace(/[/\\]+$/, '')
  const isInside = path.startsWith(folder) && /^[/\\]/.test(path.slice(folder.length))
  return isInside ? path.slice(folder.length + 1) : path
}
