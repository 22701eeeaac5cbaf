/** The server's front door for `main/`: starts the gateway, and asks the running one as the command line does. */
export { defaultDataDir } from './platform/paths.ts'
export { type RunningServer, connectToRunningServer } from './start/runningServer.ts'
export { keepServer, logFolder } from './start/desktopServer.ts'
export type { GatewayKeeper } from './start/gatewayKeeper.ts'
export type { GatewayProcess, LaunchGateway } from './start/gatewayProcess.ts'
export { updateChoice } from './start/updateChoice.ts'
