import { statSync } from 'node:fs'
import path from 'node:path'
import { type LaunchTarget, readDeepLink, launchTarget } from './deepLinks.ts'
import type { AppPart } from '../electronApi.ts'
import { HIDDEN_FLAG } from './hiddenFlag.ts'
import type { Windows } from '../windows/windows.ts'

/** The launches of the program: the first one, and those that later instances hand over. */
export interface Starts {
  /** Opens the target of the pending launch, and from now on that of each further one. */
  serve(windows: Pick<Windows, 'show' | 'goTo'>): void
}

/** Of the launch context. */
interface StartContext {
  readonly argv: readonly string[]
  readonly workingFolder: string
  readonly platform: NodeJS.Platform
  readonly isPlainElectron: boolean
}

type Start = { readonly wanted: LaunchTarget | null; readonly isHidden: boolean }

/** Listens for further launches and links. Before `serve` only the last one is remembered. */
export function listenForStarts(app: AppPart, context: StartContext): Starts {
  let waiting = startOf(context.argv, context)
  let take = (start: Start): void => {
    waiting = start
  }
  const { isPlainElectron } = context
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
      // Not earlier: macOS reports a launch at login only with `ready`.
      const isAtLogin = context.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
      take({ ...waiting, isHidden: waiting.isHidden || isAtLogin })
    },
  }
}

function startOf(
  argv: readonly string[],
  { workingFolder, isPlainElectron }: Pick<StartContext, 'workingFolder' | 'isPlainElectron'>,
): Start {
  const resolve = (argument: string) => path.resolve(workingFolder, argument)
  const own = isPlainElectron ? withoutProgram(argv) : argv
  return { wanted: launchTarget(own, { resolve, isFolder }), isHidden: argv.includes(HIDDEN_FLAG) }
}

/** In a checkout, Electron's first argument that is no Chromium switch is the program's own folder or file. */
function withoutProgram([electron = '', ...argv]: readonly string[]): string[] {
  const program = argv.findIndex((argument) => !argument.startsWith('-'))
  return [electron, ...argv.filter((_argument, index) => index !== program)]
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
}

function pathOf(wanted: LaunchTarget | null): string | null {
  switch (wanted?.kind) {
    case 'page':
      return wanted.path
    case 'folder':
      return `/new?folder=${encodeURIComponent(wanted.folder)}`
    case undefined:
      return null
  }
}
