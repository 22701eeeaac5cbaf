/**
 * V8's flag for 4 MiB in each half of the heap's young part. V8 would take 16 for what a thousand sockets leave behind
 * when they connect, and give it back late: 36 KB a socket instead of 25. In the session host it is the same with what
 * long answers leave behind.
 */
export const YOUNG_HEAP = '--max-semi-space-size=4'
