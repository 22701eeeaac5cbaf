import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { FakeGateway, type ServePage } from '#test/fakes/fakeGateway.ts'
import { serveFile } from '#test/fakes/staticFiles.ts'
import { fillDay, type Scene, scenes } from '../scenes.ts'
import { STOPPED_PAGE } from '../stoppedClock.ts'
import { asBrowser } from '../steps.ts'
import { takeInPage } from './stepsInPage.ts'

/** A scene that can be opened: the gallery asks for the list of these. */
export interface Stage {
  readonly name: string
  readonly screens: readonly string[]
  /** On a port of its own, with a fake gateway of its own behind it. */
  readonly url: string
}

/** Where the page comes from: the folder of a built one, or the address of a Vite that serves its sources. */
export type PageSource = { readonly folder: string } | { readonly vite: string }

/** Opens every scene of the pictures to be visited in a browser. What is dated is dated by this process's clock. */
export async function openStages(
  source: PageSource,
): Promise<{ readonly stages: readonly Stage[]; readonly close: () => Promise<void> }> {
  const gateways: FakeGateway[] = []
  const stages: Stage[] = []
  for (const scene of scenes) {
    const gateway = new FakeGateway(pageOf(source, scene))
    fillDay(gateway)
    scene.prepare?.(gateway)
    gateways.push(gateway)
    const screens = scene.screens ?? ['wide', 'narrow', 'phone']
    stages.push({ name: scene.name, screens, url: (await gateway.listen()) + scene.path })
  }
  return { stages, close: async () => void (await Promise.all(gateways.map((gateway) => gateway.close()))) }
}

const SCRIPT = '/scene.js'

/** The page with one script before all others, and without the policy that keeps it out of frames: the gallery is one. */
function pageOf(source: PageSource, scene: Scene): ServePage {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local')
    if (pathname === SCRIPT) {
      response.setHeader('content-type', 'text/javascript').end(scriptOf(scene))
    } else if ('vite' in source) {
      await passOn(source.vite, request, response)
    } else if (path.extname(pathname) === '') {
      send(response, 'text/html; charset=utf-8', await readFile(path.join(source.folder, 'index.html')))
    } else {
      await serveFile(source.folder, pathname, response)
    }
  }
}

/** The colours are the frame's name: another port of the same machine has a storage of its own. */
function scriptOf({ steps, userAgent }: Scene): string {
  return `${STOPPED_PAGE}${asBrowser(userAgent)}
if (name === 'light' || name === 'dark') localStorage.setItem('homeport.theme', name)
;(${takeInPage.toString()})(${JSON.stringify(steps)})`
}

async function passOn(vite: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await fetch(vite + (request.url ?? '/'), { headers: { accept: request.headers.accept ?? '*/*' } })
  response.statusCode = answer.status
  send(response, answer.headers.get('content-type') ?? '', Buffer.from(await answer.arrayBuffer()))
}

function send(response: ServerResponse, type: string, body: Buffer): void {
  response.setHeader('content-type', type)
  const isPage = type.startsWith('text/html')
  response.end(isPage ? body.toString().replace('<head>', `<head><script src="${SCRIPT}"></script>`) : body)
}
