/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path
}

/** A path as seen from the workspace; unchanged when it lies outside. */
export function within(path: string, workspace: string): string {
  const folder = withoutEndSlashes(workspace)
  const isInside = path.startsWith(folder) && /^[/\\]/.test(path.slice(folder.length))
  return isInside ? path.slice(folder.length + 1) : path
}

/** `/a/b//` → `/a/b`. By hand: a pattern that looks for slashes at the end tries each slash before it. */
export function withoutEndSlashes(path: string): string {
  let end = path.length
  while (end > 0 && (path[end - 1] === '/' || path[end - 1] === '\\')) {
    end -= 1
  }
  return path.slice(0, end)
}
