import { statSync } from 'node:fs'
import path from 'node:path'
import { type Wanted, readDeepLink, wantedBy } from './deepLinks.ts'
import type { DesktopPlace } from './desktopPlace.ts'
import type { AppPart } from './electronParts.ts'
import { HIDDEN_FLAG } from './hiddenFlag.ts'
import type { Windows } from './windows.ts'

/** Starts of the program that are to be served: the first one, and those handed over by later ones. */
export interface Starts {
  /** Shows what the start wants that is waiting, and from now on what further ones want. */
  serve(windows: Pick<Windows, 'show' | 'goTo'>): void
}

type Start = { readonly wanted: Wanted | null; readonly isHidden: boolean }

/** Listens for further starts and links. Of what comes before `serve` the last one counts. */
export function listenForStarts(app: AppPart, place: DesktopPlace): Starts {
  const first = startOf(place.argv, place.workingFolder)
  const isHidden = first.isHidden || (place.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  let waiting: Start = { ...first, isHidden }
  let take = (start: Start): void => {
    waiting = start
  }
  app.on('second-instance', (_event, argv, folder) => take(startOf(argv, folder)))
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
      take(waiting)
    },
  }
}

function startOf(argv: readonly string[], folder: string): Start {
  const resolve = (argument: string) => path.resolve(folder, argument)
  return { wanted: wantedBy(argv, { resolve, isFolder }), isHidden: argv.includes(HIDDEN_FLAG) }
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
