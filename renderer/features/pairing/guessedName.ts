import * as words from './words.ts'

const kinds: readonly (readonly [RegExp, string])[] = [
  [/iPad/, 'iPad'],
  [/iPhone|iPod/, 'iPhone'],
  [/Android(?!.*Mobile)/, words.androidTablet],
  [/Android/, words.androidPhone],
  [/CrOS/, words.chromebook],
  [/Windows/, words.windowsComputer],
  [/Macintosh/, 'Mac'],
  [/Linux/, words.linuxComputer],
]

/** What a device is offered to be called, from what its browser says of itself. */
export function guessedName(userAgent: string): string {
  return kinds.find(([pattern]) => pattern.test(userAgent))?.[1] ?? words.phone
}
