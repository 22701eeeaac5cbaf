import * as z from 'zod'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'

const Project = z.looseObject({
  hasTrustDialogAccepted: z.boolean().optional(),
  mcpServers: z.record(z.string(), z.unknown()).optional().catch({}),
})
const Config = z.looseObject({ projects: z.record(z.string(), Project).optional() })

/** Claude Code's config holds statistics of every project; a larger one than this is not read. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * Whether the machine's owner has trusted exactly this folder in Claude Code itself. Read only: what Homeport is told is
 * never written there. A file that is missing or not understood says no.
 */
export function isTrustedInClaude(configFile: string, folder: string): boolean {
  return projectOf(readProjects(configFile), folder)?.hasTrustDialogAccepted === true
}

/** Names of the MCP servers that the machine's owner keeps for these folders alone (`claude mcp add`). */
export function storedServersOf(configFile: string, folders: readonly string[]): string[] {
  const projects = readProjects(configFile)
  return [...new Set(folders.flatMap((folder) => Object.keys(projectOf(projects, folder)?.mcpServers ?? {})))]
}

type Projects = NonNullable<z.infer<typeof Config>['projects']>

function readProjects(configFile: string): Projects {
  try {
    const text = readOrdinaryFile(configFile, MAX_BYTES)
    return text === null ? {} : (Config.safeParse(JSON.parse(text)).data?.projects ?? {})
  } catch {
    return {}
  }
}

function projectOf(projects: Projects, folder: string): Projects[string] | undefined {
  return Object.hasOwn(projects, folder) ? projects[folder] : undefined
}
