import { statSync } from 'node:fs'
import path from 'node:path'
import { type Wanted, readDeepLink, wantedBy } from './deepLinks.ts'
import type { AppPart } from '../electronApi.ts'
import { HIDDEN_FLAG } from './hiddenFlag.ts'
import type { Windows } from '../windows/windows.ts'

/** Starts of the program that are to be served: the first one, and those handed over by later ones. */
export interface Starts {
  /** Shows what the start wants that is waiting, and from now on what further ones want. */
  serve(windows: Pick<Windows, 'show' | 'goTo'>): void
}

/** Of the launch context. */
interface StartPlace {
  readonly argv: readonly string[]
  readonly workingFolder: string
  readonly platform: NodeJS.Platform
  readonly isPlainElectron: boolean
}

type Start = { readonly wanted: Wanted | null; readonly isHidden: boolean }

/** Listens for further starts and links. Of what comes before `serve` the last one counts. */
export function listenForStarts(app: AppPart, place: StartPlace): Starts {
  let waiting = startOf(place.argv, place)
  let take = (start: Start): void => {
    waiting = start
  }
  const { isPlainElectron } = place
  app.on('second-instance', (_event, argv, workingFolder) => take(startOf(argv, { workingFolder, isPlainElectron })))
  app.on('open-url', (event, url) => {
    event.preventDefault()
    take({ wanted: readDeepLink(url), isHidden: false })
  })
  return {
    serve: (windows) => {
      take = (start) => {
        const wanted = pathOf(start.wanted)
        if (wanted !== null) {
          void windows.goTo(wanted)
        } else if (!start.isHidden) {
          void windows.show()
        }
      }
      // Only now: macOS tells of a start at login together with `ready`.
      const isAtLogin = place.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
      take({ ...waiting, isHidden: waiting.isHidden || isAtLogin })
    },
  }
}

function startOf(
  argv: readonly string[],
  { workingFolder, isPlainElectron }: Pick<StartPlace, 'workingFolder' | 'isPlainElectron'>,
): Start {
  const resolve = (argument: string) => path.resolve(workingFolder, argument)
  const own = isPlainElectron ? withoutProgram(argv) : argv
  return { wanted: wantedBy(own, { resolve, isFolder }), isHidden: argv.includes(HIDDEN_FLAG) }
}

/** A plain Electron is given the program's folder or file before everything else, but for Chromium's switches. */
function withoutProgram([electron = '', ...argv]: readonly string[]): string[] {
  const program = argv.findIndex((argument) => !argument.startsWith('-'))
  return [electron, ...argv.filter((_argument, index) => index !== program)]
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
}

function pathOf(wanted: Wanted | null): string | null {
  switch (wanted?.kind) {
    case 'page':
      return wanted.path
    case 'folder':
      return `/new?folder=${encodeURIComponent(wanted.folder)}`
    case undefined:
      return null
  }
}
