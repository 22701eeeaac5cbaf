import { resolvePaths } from '#server/platform/files/paths.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'

/**
 * What the person wants of updates, as the settings say it now.
 * @throws HomeportError SETTINGS_001 when they cannot be read.
 */
export function updateChoice(
  dataDir: string,
  env: NodeJS.ProcessEnv,
): { readonly channel: 'stable' | 'beta'; readonly url: string | null } {
  return loadSettings({ paths: resolvePaths(dataDir), env }).updates
}
