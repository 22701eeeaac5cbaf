// actionEnd.ts
export const running = 'Running'
export const done = 'Done'
export const aSignal = 'a signal'
export const endedBySignal = (signal: string) => `Ended by ${signal}`
export const exitCodeExitCode = (exitCode: number) => `Exit code ${exitCode}`
export const tookTooLong = 'Took too long'
export const stopped = 'Stopped'
