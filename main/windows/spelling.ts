import type { Logger } from '#server/index.ts'
import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ElectronParts } from '../electronApi.ts'

/** The dictionaries that the program brings, in Chromium's names for them. */
type Dictionary = 'en-US' | 'en-GB'

/**
 * Part of the file names by which Chromium looks for its English dictionaries. Should it look for others, it finds none,
 * and marks nothing. (test/main/windows/spelling.test.ts asks a real one.)
 */
const VERSION = '10-1'

/** A port that Chromium refuses to speak to: what it would fetch by itself is refused before anything is sent. */
const NOWHERE = 'http://127.0.0.1:1/'

export interface SpellingDeps {
  readonly parts: { readonly app: Pick<ElectronParts['app'], 'getPreferredSystemLanguages'> } & Pick<
    ElectronParts,
    'session'
  >
  /** Of the launch context. */
  readonly place: {
    readonly platform: NodeJS.Platform
    readonly userData: string
    readonly log: Logger
    readonly files: { readonly dictionaries: string }
  }
}

/**
 * Has what people write checked, by macOS itself, elsewhere by Chromium with a dictionary of ours: whose first language
 * is not English sees no marks. Nothing is fetched. Only after `ready`, and before anything else asks for the session:
 * that is when Chromium looks for its dictionaries.
 */
export function checkSpelling({ parts, place }: SpellingDeps): void {
  if (place.platform === 'darwin') {
    return
  }
  const language = dictionaryFor(parts.app.getPreferredSystemLanguages())
  const isThere = language !== null && layOut(language, place)
  const { defaultSession } = parts.session
  // At once: the look for the dictionary of the last time is under way.
  defaultSession.setSpellCheckerDictionaryDownloadURL(NOWHERE)
  defaultSession.setSpellCheckerLanguages(isThere ? [language] : [])
}

/** By the language that the person prefers to all others; null: it is none of ours. */
export function dictionaryFor([first = '']: readonly string[]): Dictionary | null {
  const { language, region = 'US' } = localeOf(first)
  if (language !== 'en') {
    return null
  }
  return ['US', 'PH', 'CA'].includes(region) ? 'en-US' : 'en-GB'
}

function localeOf(tag: string): Pick<Intl.Locale, 'language' | 'region'> {
  try {
    return new Intl.Locale(tag)
  } catch {
    return { language: '' }
  }
}

/** Puts the dictionary where Chromium looks for it. False: it cannot be put there, which is noted. */
function layOut(language: Dictionary, { userData, files, log }: SpellingDeps['place']): boolean {
  const source = path.join(files.dictionaries, `${language}.bdic`)
  const target = path.join(userData, 'Dictionaries', `${language}-${VERSION}.bdic`)
  try {
    if (statSync(target, { throwIfNoEntry: false })?.size !== statSync(source).size) {
      mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
      copyFileSync(source, `${target}.new`)
      renameSync(`${target}.new`, target)
    }
    return true
  } catch (error) {
    log.warn('spelling is not checked: the dictionary cannot be laid out', { error })
    return false
  }
}
