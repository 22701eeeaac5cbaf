import type { Bench } from './bench.ts'
import { benchCatchUp } from './sessions/catchUp.ts'
import { benchDelivery } from './sessions/delivery.ts'
import { benchDesktop } from './programs/desktop.ts'
import { benchFilesOfFolder, benchFilesOfTurn } from './files/filesOfFolder.ts'
import { benchFilesOverTls } from './files/filesOverTls.ts'
import { benchFilesPage } from './files/filesPage.ts'
import { benchFirstRun } from './everyday/firstRun.ts'
import { benchFirstToken } from './sessions/firstToken.ts'
import { benchFloods } from './network/floods.ts'
import { benchGit } from './git/git.ts'
import { benchGrowth } from './growth.ts'
import { benchHandshakes } from './network/handshakes.ts'
import { benchHistory } from './history/history.ts'
import { benchLighthouse } from './page/lighthouse.ts'
import { benchLiveSessions } from './sessions/liveSessions.ts'
import { benchLongConversation } from './sessions/longConversation.ts'
import { benchMemory } from './programs/memory.ts'
import { benchPageFirstToken } from './page/pageFirstToken.ts'
import { benchPageOpening } from './page/pageOpening.ts'
import { benchPageScale } from './page/pageScale.ts'
import { benchPageStreaming } from './page/pageStreaming.ts'
import { benchPhone } from './phone/phone.ts'
import { benchSignIns } from './network/signIns.ts'
import { benchSockets } from './network/sockets.ts'
import { benchTasks } from './everyday/tasks.ts'
import { benchStart } from './programs/start.ts'
import { benchTerminalKeys, benchTerminalOutput, benchTerminals } from './terminals/terminals.ts'
import { benchWarmSpare } from './sessions/warmSpare.ts'
import { benchWriters } from './sessions/writers.ts'

/** By the name that `--only` takes, in the order of the page that they write. */
export const benches: Readonly<Record<string, Bench>> = {
  start: benchStart,
  first_run: benchFirstRun,
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
