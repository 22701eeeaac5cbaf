import type {
  ChannelName,
  ChannelParams,
  LoginStart,
  MenuEntry,
  ProgramInfo,
  QuitChoice,
} from '#shared/desktop/bridge.ts'
import { callDesktop } from '#renderer/platform/desktop.ts'
import { showToast, errorMessage } from '../toasts.ts'
import { queries } from './queries.ts'

export interface DesktopProgram {
  readonly info: ProgramInfo
  readonly loginStart: LoginStart
  readonly menuEntry: MenuEntry
  readonly quitChoice: QuitChoice
  readonly keepsAwake: boolean
}

/** The desktop program that shows this page: its own switches, which are no settings of the server. */
export const desktopProgram = queries.define<DesktopProgram>({
  key: 'desktop program',
  fetch: async () => {
    const [info, loginStart, menuEntry, { choice }, { active }] = await Promise.all([
      callDesktop('program.info', {}),
      callDesktop('login_start.get', {}),
      callDesktop('menu_entry.get', {}),
      callDesktop('quit_choice.get', {}),
      callDesktop('keep_awake.get', {}),
    ])
    return { info, loginStart, menuEntry, quitChoice: choice, keepsAwake: active }
  },
  needs: 'read',
})

/** Calls the desktop program and refreshes its state. `done`: the toast on success. */
export async function runOnDesktop<C extends ChannelName>(
  channel: C,
  params: ChannelParams<C>,
  done?: string,
): Promise<void> {
  try {
    await callDesktop(channel, params)
    if (done !== undefined) {
      showToast(done)
    }
  } catch (error) {
    showToast(errorMessage(error))
  }
  await desktopProgram.refresh()
}
