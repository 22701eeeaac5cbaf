import type { AgentLauncher, AgentUpdate } from '#server/host/sessions/ports/agent.ts'

/** Claude Code counts what the stand-in answers at the prices of the real API: in a demo nobody pays anything. */
export function withoutCosts(launcher: AgentLauncher): AgentLauncher {
  return {
    launch: (options, listener) =>
      launcher.launch(options, {
        onUpdate: (update) => listener.onUpdate(free(update)),
        onExit: (exit) => listener.onExit(exit),
      }),
    reap: (left) => launcher.reap(left),
    inspectTranscript: (where) => launcher.inspectTranscript(where),
  }
}

function free(update: AgentUpdate): AgentUpdate {
  if (update.kind !== 'turn_ended') {
    return update
  }
  const models = update.models?.map((share) => ({ ...share, cost_usd: 0 }))
  return { ...update, cost_usd: 0, ...(models === undefined ? {} : { models }) }
}
