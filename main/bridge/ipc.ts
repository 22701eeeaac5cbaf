import { ErrorData, HomeportError } from '#shared/errors.ts'
import {
  type BridgeCaller,
  type BridgeAnswer,
  type ChannelName,
  type ChannelParams,
  type ChannelResult,
  bridge,
  ipcNames,
} from '#shared/desktop/bridge.ts'
import type { IpcPart } from '../electronApi.ts'
import type { FramePart } from '../electronWindow.ts'
import * as words from './words.ts'

/** One handler for each channel. Parameters are validated before it runs, results after. */
export type BridgeHandlers = {
  readonly [C in ChannelName]: (params: ChannelParams<C>) => Promise<ChannelResult<C>> | ChannelResult<C>
}

export interface BridgeDeps {
  readonly handlers: BridgeHandlers
  /** Which of our pages a frame is; null: none of them. */
  readonly askerOf: (frame: FramePart | null) => BridgeCaller | null
}

/** Serves the bridge. Returns the function that stops it. */
export function serveBridge(ipcMain: IpcPart, deps: BridgeDeps): () => void {
  ipcMain.handle(ipcNames.call, async ({ senderFrame }, channel, params) => {
    try {
      const asker = deps.askerOf(senderFrame)
      return await answer({ asker, channel, params }, deps.handlers)
    } catch (error) {
      return { ok: false, error: errorData(error) } satisfies BridgeAnswer
    }
  })
  return () => ipcMain.removeHandler(ipcNames.call)
}

interface Question {
  readonly asker: BridgeCaller | null
  readonly channel: unknown
  readonly params: unknown
}

async function answer({ asker, channel, params }: Question, handlers: BridgeHandlers): Promise<BridgeAnswer> {
  if (!isChannel(channel)) {
    throw new HomeportError('WS_003', 'This program has no such channel. Update it, or reload the page.')
  }
  const row = bridge[channel]
  if (asker === null || !row.from.some((allowed) => allowed === asker)) {
    throw new HomeportError('AUTH_006', 'This page may not ask that of the program.')
  }
  const checked = row.params.safeParse(params)
  if (!checked.success) {
    throw new HomeportError('WS_002', `These are no parameters of ${channel}.`, { cause: checked.error })
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved its parameters
  const handler = handlers[channel] as (params: unknown) => unknown
  return { ok: true, result: row.result.parse(await handler(checked.data)) }
}

function isChannel(name: unknown): name is ChannelName {
  return typeof name === 'string' && Object.hasOwn(bridge, name)
}

/** An error that is no HomeportError is a bug; its message is not sent to the page. */
function errorData(error: unknown): ErrorData {
  if (error instanceof HomeportError) {
    return ErrorData.parse({ code: error.code, message: error.message, details: error.details })
  }
  return {
    code: 'INTERNAL_001',
    message: words.somethingWentWrong,
    details: {},
  }
}
