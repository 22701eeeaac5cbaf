/** The server's front door for `main/`: starts the gateway, and asks the running one as the command line does. */
export { type Logger, configureLogging, createLogger } from './platform/log.ts'
export { defaultDataDir } from './platform/paths.ts'
export type { RunningServer } from './start/controlClient.ts'
export { connectToRunningServer, keepServer, logFolder, windowFolder } from './start/desktopServer.ts'
export type { GatewayKeeper } from './start/gatewayKeeper.ts'
export type { GatewayEnd, GatewayProcess, LaunchGateway } from './start/gatewayProcess.ts'
export { YOUNG_HEAP } from './start/youngHeap.ts'
export { updateChoice } from './start/updateChoice.ts'
