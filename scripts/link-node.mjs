// Puts the Node that came as a dependency where npm's scripts find it. npm before version 11 makes that link and removes it again, together
// with those of the packages for other systems, which bear the same name. Runs in whatever Node there is.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'

const link = 'node_modules/.bin/node'
const { optionalDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'))
const found = Object.keys(optionalDependencies).find((name) => existsSync(`node_modules/${name}/bin/node`))
if (found !== undefined && !existsSync(link)) {
  mkdirSync('node_modules/.bin', { recursive: true })
  symlinkSync(`../${found}/bin/node`, link)
}
