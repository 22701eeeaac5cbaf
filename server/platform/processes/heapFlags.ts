/**
 * V8's flags for gateway and host. 4 MiB in each half of the heap's young part: V8 would take 16 for what a thousand
 * sockets leave behind when they connect, and give it back late (36 KB a socket instead of 25). And memory before speed:
 * what one large answer needed would stay with the process for ever otherwise; fifty pages of a long conversation, asked
 * for over HTTP, took a host from 57 to 137 MB (`npm run bench -- --only long_conversation`).
 */
export const HEAP_FLAGS = ['--max-semi-space-size=4', '--optimize-for-size'] as const
