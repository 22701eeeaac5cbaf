import {
  BridgeAnswer,
  type ChannelName,
  type ChannelParams,
  type ChannelResult,
  type PreloadedBridge,
  bridge,
} from '#shared/desktop/bridge.ts'
import { HomeportError, receivedError } from '#shared/errors.ts'
import * as words from './words.ts'

declare global {
  interface Window {
    /** The desktop program's bridge; absent in every other browser. */
    readonly homeport?: PreloadedBridge
  }
}

/** Whether this page is shown by the desktop program. */
export function isDesktop(): boolean {
  return window.homeport !== undefined
}

/** Calls the desktop program. The result is validated. */
export async function callDesktop<C extends ChannelName>(
  channel: C,
  params: ChannelParams<C>,
): Promise<ChannelResult<C>> {
  if (window.homeport === undefined) {
    throw new HomeportError('AUTH_006', words.onlyTheDesktopProgramCan)
  }
  const answer = BridgeAnswer.safeParse(await window.homeport.call(channel, params)).data
  if (answer?.ok === false) {
    throw receivedError(answer.error)
  }
  const result = bridge[channel].result.safeParse(answer?.result)
  if (!result.success) {
    throw new HomeportError('INTERNAL_001', words.theDesktopProgramIsOf)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return result.data as ChannelResult<C>
}
