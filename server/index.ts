/** The server's front door for `main/`: the running gateway, asked as the command line asks it. */
export { defaultDataDir } from './platform/paths.ts'
export { connectToRunningServer } from './start/runningServer.ts'
