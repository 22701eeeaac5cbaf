import { beginConnection, openStorage } from '#renderer/connection/early/earlyConnection.ts'

// A file of its own, which index.html names before all others: it runs while they are still on their way.
beginConnection()
openStorage()
