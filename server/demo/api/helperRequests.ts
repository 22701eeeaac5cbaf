import type { MessagesRequest } from './conversation.ts'
import type { Conversation, Reply } from '../script.ts'

/**
 * Claude Code also asks for small services of its own: a title as JSON, a summary of the conversation when it
 * compacts. Those get a plain short answer, whatever the script says; null for a person's prompt.
 */
export function answerHelper(request: MessagesRequest, conversation: Conversation): Reply | null {
  if (/"json_schema"/.test(JSON.stringify(request.output_config ?? null))) {
    return { parts: [{ kind: 'text', text: JSON.stringify({ title: titleFrom(conversation.prompt) }) }], token_ms: 0 }
  }
  if (/Your task is to create a detailed summary/.test(conversation.prompt)) {
    const text = '<summary>\nThe person tried out Homeport with the built-in stand-in.\n</summary>'
    return { parts: [{ kind: 'text', text }], token_ms: 0 }
  }
  return null
}

function titleFrom(prompt: string): string {
  return prompt.replaceAll(/\s+/g, ' ').slice(0, 40).trim() || 'Conversation'
}
