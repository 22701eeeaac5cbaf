import type { Bench } from './bench.ts'
import { benchCatchUp } from './catchUp.ts'
import { benchDelivery } from './delivery.ts'
import { benchDesktop } from './desktop.ts'
import { benchFilesOfFolder, benchFilesOfTurn } from './filesOfFolder.ts'
import { benchFilesOverTls } from './filesOverTls.ts'
import { benchFilesPage } from './filesPage.ts'
import { benchFirstToken } from './firstToken.ts'
import { benchFloods } from './floods.ts'
import { benchGit } from './git.ts'
import { benchGrowth } from './growth.ts'
import { benchHandshakes } from './handshakes.ts'
import { benchHistory } from './history.ts'
import { benchLighthouse } from './lighthouse.ts'
import { benchLiveSessions } from './liveSessions.ts'
import { benchLongConversation } from './longConversation.ts'
import { benchMemory } from './memory.ts'
import { benchPageFirstToken } from './pageFirstToken.ts'
import { benchPageOpening } from './pageOpening.ts'
import { benchPageScale } from './pageScale.ts'
import { benchPageStreaming } from './pageStreaming.ts'
import { benchPhone } from './phone/phone.ts'
import { benchSignIns } from './signIns.ts'
import { benchSockets } from './sockets.ts'
import { benchTasks } from './tasks.ts'
import { benchStart } from './start.ts'
import { benchTerminalKeys, benchTerminalOutput, benchTerminals } from './terminals/terminals.ts'
import { benchWarmSpare } from './warmSpare.ts'
import { benchWriters } from './writers.ts'

/** By the name that `--only` takes, in the order of the page that they write. */
export const benches: Readonly<Record<string, Bench>> = {
  start: benchStart,
  first_token: benchFirstToken,
  page_first_token: benchPageFirstToken,
  page: benchPageOpening,
  lighthouse: benchLighthouse,
  page_streaming: benchPageStreaming,
  page_scale: benchPageScale,
  phone: benchPhone,
  tasks: benchTasks,
  delivery: benchDelivery,
  catch_up: benchCatchUp,
  live_sessions: benchLiveSessions,
  memory: benchMemory,
  long_conversation: benchLongConversation,
  history: benchHistory,
  files: benchFilesOfFolder,
  files_turn: benchFilesOfTurn,
  files_tls: benchFilesOverTls,
  files_page: benchFilesPage,
  git: benchGit,
  writers: benchWriters,
  warm_spare: benchWarmSpare,
  sockets: benchSockets,
  sign_in: benchSignIns,
  flood: benchFloods,
  handshakes: benchHandshakes,
  growth: benchGrowth,
  desktop: benchDesktop,
  terminals: benchTerminals,
  terminal_output: benchTerminalOutput,
  terminal_keys: benchTerminalKeys,
}
