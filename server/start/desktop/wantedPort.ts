import { type Settings, loadSettings } from '#server/platform/settings/settings.ts'

/** The port to serve at. `strict`: a person named it, so it is not exchanged for another one when it is taken. */
export function wantedPort(
  settings: Pick<Settings, 'port'>,
  chosen: { readonly flag: string | undefined; readonly env: NodeJS.ProcessEnv },
): { readonly value: number; readonly strict: boolean } {
  const byDefault = loadSettings({ paths: { settingsFile: '' }, env: {} }).port
  const strict = chosen.flag !== undefined || Boolean(chosen.env['HOMEPORT_PORT']) || settings.port !== byDefault
  return { value: settings.port, strict }
}
