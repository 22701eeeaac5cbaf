import path from 'node:path'
import { upwards } from '#server/platform/files/upwards.ts'

/**
 * The paths inside `roots` that the texts of commands may name. A word counts wherever it
 * stands, since any program may run what it is given; not where the command writes to it. One may come
 * several times. Linear.
 * @param texts All that belongs together: the arguments of a server are read as one command as well.
 */
export function* namedFiles(texts: readonly string[], roots: readonly string[]): Generator<string> {
  const together = texts.length > 1 ? [...texts, texts.join(' ')] : texts
  // In the root of the file system everything would count as the folder's.
  const folders = roots.filter((root) => path.dirname(root) !== root)
  const seen = new Set<string>()
  for (const text of together) {
    for (const word of placedWordsOf(text)) {
      if (!seen.has(word)) {
        seen.add(word)
        const files = folders.flatMap((root) => meanings(word, root))
        yield* files.filter((file) => folders.some((root) => file.startsWith(root + path.sep)))
      }
    }
  }
}

/** What stood before a path may be a variable, or the home folder: then it may begin anywhere above. */
function meanings(word: string, root: string): string[] {
  const written = /^~?([/\\].*)$/s.exec(word)?.[1]
  const rest = written === undefined ? null : path.normalize(written)
  const above =
    rest === null ? [] : [...upwards(root)].filter((at) => at === root || rest.startsWith(belowOf(at, root)))
  return [path.resolve(root, word), ...above.map((at) => path.join(at, rest ?? ''))]
}

/** `/code/x` of `/home/me/code/x`, seen from `/home/me`. */
function belowOf(above: string, folder: string): string {
  return folder.slice(above.endsWith(path.sep) ? above.length - 1 : above.length)
}

/** The words, and the same below each folder that the command enters. */
function* placedWordsOf(text: string): Generator<string> {
  const placed = text
    .replaceAll(/"?(?:\$\{?CLAUDE_PROJECT_DIR\}?|%CLAUDE_PROJECT_DIR%|\$\{?PWD\}?|\$\(pwd\))"?/g, '.')
    .replaceAll(/\$\(git rev-parse --show-toplevel\)/g, '.')
    .replaceAll(/"?\$(?:\w{1,99}|\{\w{1,99}\})"?(?=[/\\])/g, '')
  const words = wordsOf(placed)
  yield* words
  for (const [, double, single, bare] of [...placed.matchAll(ENTERING)].slice(0, MAX_ENTERED)) {
    const folder = double ?? single ?? bare ?? ''
    for (const word of words) {
      yield path.isAbsolute(word) ? word : path.join(folder, word)
    }
  }
}

/** `cd scripts && ./x.sh`, `make -C scripts`, `npm --prefix scripts`, `uv --directory scripts`. */
const ENTERING =
  /(?<![\w-])(?:cd|pushd|-C|--(?:prefix|cwd|dir|directory|chdir))[ \t=]{1,9}(?:"([^"]{1,999})"|'([^']{1,999})'|([^\s"';|&()<>]{1,999}))/g
const MAX_ENTERED = 8

/** The whole (an argument of a server), what is in quotes, and the words of a shell. */
function wordsOf(placed: string): string[] {
  const quoted = [...placed.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '')
  const plain = placed.replaceAll(/>+[ \t]*[^\s;|&]+/g, ' ').match(/(?:\\.|[^\s"'`;|&()<>=,:[\]{}$\\]|\\)+/gs) ?? []
  const unescaped = plain.filter((word) => word.includes('\\')).map((word) => word.replaceAll(/\\(.)/gs, '$1'))
  return [placed.trim(), ...quoted, ...plain, ...unescaped].filter(
    (word) => word.length > 0 && word.length < 4096 && !word.includes('\0'),
  )
}
