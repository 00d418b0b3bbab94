import { openArriving } from './arriving.ts'
import type { Authority, Running, World } from './authority.ts'
import { openHost } from './host.ts'
import { startLeaving } from './leaving.ts'

/** Starts a process of an authority on what its disk holds. */
export function startProcess(world: World, authority: Authority): Running {
  const host = openHost(world, authority)
  return {
    process: host.process,
    ...openArriving(host),
    ...startLeaving(host),
    async directory(version) {
      await host.step()
      return authority.disk.directories[version - 1]
    },
  }
}
