import path from 'node:path'

/**
 * The paths inside `roots` that the texts of commands may name. A word counts wherever it
 * stands, since any program may run what it is given; not where the command writes to it. Pure, linear.
 */
export function namedFiles(texts: readonly string[], roots: readonly string[]): string[] {
  const words = new Set(texts.flatMap(wordsOf))
  // In the root of the file system everything would count as the folder's.
  const folders = roots.filter((root) => path.dirname(root) !== root)
  const named = [...words].flatMap((word) =>
    folders
      .map((root) => path.resolve(root, word))
      .filter((file) => folders.some((root) => file.startsWith(root + path.sep))),
  )
  return [...new Set(named)]
}

/** The whole (an argument of a server), what stands in quotes, and the words of a shell. */
function wordsOf(text: string): string[] {
  const placed = text
    .replaceAll(/"?(?:\$\{?CLAUDE_PROJECT_DIR\}?|%CLAUDE_PROJECT_DIR%|\$\{?PWD\}?|\$\(pwd\))"?/g, '.')
    .replaceAll(/\$\(git rev-parse --show-toplevel\)/g, '.')
  const quoted = [...placed.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')
  const plain = placed.replaceAll(/>+[ \t]*[^\s;|&]+/g, ' ').split(/[\s"'`;|&()<>=,:[\]{}$]+/)
  return [placed.trim(), ...quoted, ...plain].filter(
    (word) => word.length > 0 && word.length < 4096 && !word.includes('\0'),
  )
}
