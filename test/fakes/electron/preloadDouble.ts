import type { CDPSession, Page } from 'playwright-core'
import { ASK, PRELOAD_WORLD, pageScript, preloadScript } from './preloadWorld.ts'

export interface PreloadDoubleDeps {
  readonly page: Page
  readonly cdp: CDPSession
  /** The preload's text. */
  readonly text: string
  readonly invoke: (channel: string, args: readonly unknown[]) => unknown
}

interface Asked {
  readonly id: number
  readonly channel: string
  readonly args: readonly unknown[]
}

/** A preload in an isolated world of a real Chromium, as in Electron: the page sees what is exposed and nothing else. */
export class PreloadDouble {
  readonly #deps: PreloadDoubleDeps
  /** Of the document that is shown; null: it has none yet. */
  #world: number | null = null

  private constructor(deps: PreloadDoubleDeps) {
    this.#deps = deps
  }

  static async attach(deps: PreloadDoubleDeps): Promise<PreloadDouble> {
    const { page, cdp, text } = deps
    const preload = new PreloadDouble(deps)
    const { frameTree } = await cdp.send('Page.getFrameTree')
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD && context.auxData?.['frameId'] === frameTree.frame.id) {
        preload.#world = context.id
      }
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === ASK) {
        void preload.#answer(JSON.parse(payload) as Asked, executionContextId)
      }
    })
    await cdp.send('Runtime.enable')
    await cdp.send('Page.enable')
    await cdp.send('Runtime.addBinding', { name: ASK, executionContextName: PRELOAD_WORLD })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(text), worldName: PRELOAD_WORLD })
    await page.addInitScript({ content: pageScript() })
    return preload
  }

  /** To the preload's listeners; a document without a preload hears nothing. */
  async send(channel: string, values: readonly unknown[]): Promise<void> {
    await this.#tell(this.#world, `deliver(${JSON.stringify(channel)}, ${JSON.stringify(values)})`)
  }

  async #answer({ id, channel, args }: Asked, world: number): Promise<void> {
    let answer: string
    try {
      const value = await this.#deps.invoke(channel, args)
      answer = `true, ${JSON.stringify(structuredClone(value)) ?? 'undefined'}`
    } catch (error) {
      answer = `false, ${JSON.stringify(`Error invoking remote method '${channel}': ${String(error)}`)}`
    }
    await this.#tell(world, `answer(${id}, ${answer})`)
  }

  /** A document that is gone meanwhile hears nothing. */
  async #tell(world: number | null, call: string): Promise<void> {
    if (world !== null) {
      const evaluate = { contextId: world, expression: `electronDoubleReceive.${call}` }
      await this.#deps.cdp.send('Runtime.evaluate', evaluate).catch(() => {})
    }
  }
}
