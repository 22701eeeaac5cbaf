/**
 * Whether the session host can go on when the program ends. An AppImage is a file system that is mounted while the
 * program runs: a host that was started from it loses its files with it.
 */
export function hostSurvivesExit(env: NodeJS.ProcessEnv): boolean {
  return env['APPIMAGE'] === undefined
}
