import type { Logger } from '#server/index.ts'
import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { ElectronParts } from '../electronApi.ts'

/** The dictionaries that ship with the program, by Chromium's names. */
type Dictionary = 'en-US' | 'en-GB'

/**
 * Part of the file names of Chromium's English dictionaries. When Chromium changes it, no dictionary is found and
 * nothing is marked. (test/main/windows/spelling.test.ts checks it with a real one.)
 */
const VERSION = '10-1'

/** A port that Chromium blocks: a download that it starts by itself fails before anything is sent. */
const NOWHERE = 'http://127.0.0.1:1/'

export interface SpellingDeps {
  readonly parts: { readonly app: Pick<ElectronParts['app'], 'getPreferredSystemLanguages'> } & Pick<
    ElectronParts,
    'session'
  >
  /** Of the launch context. */
  readonly context: {
    readonly platform: NodeJS.Platform
    readonly userData: string
    readonly log: Logger
    readonly files: { readonly dictionaries: string }
  }
}

/**
 * Enables spell checking, by macOS itself, elsewhere by Chromium with a bundled dictionary; it is off where the first
 * language is not English. Nothing is downloaded. Only after `ready`, and before anything else uses the session: that
 * is when Chromium loads its dictionaries.
 */
export function checkSpelling({ parts, context }: SpellingDeps): void {
  if (context.platform === 'darwin') {
    return
  }
  const language = dictionaryFor(parts.app.getPreferredSystemLanguages())
  const isThere = language !== null && layOut(language, context)
  const { defaultSession } = parts.session
  // First: Chromium is already loading the dictionary of the last run.
  defaultSession.setSpellCheckerDictionaryDownloadURL(NOWHERE)
  defaultSession.setSpellCheckerLanguages(isThere ? [language] : [])
}

/** The dictionary for the person's preferred language; null when there is none. */
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

/** Copies the dictionary to where Chromium loads it from. False when that fails, which is logged. */
function layOut(language: Dictionary, { userData, files, log }: SpellingDeps['context']): boolean {
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
