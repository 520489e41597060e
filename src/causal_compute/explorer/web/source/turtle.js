/* One thing out of a TriG text, as Turtle that parses by itself. It reads what our own writer writes: a blank line between
   subjects, no newline within a literal. May touch: nothing. Must not know: RDF's meaning. */

/** Return what a text states of the thing called `id` and of its parts ("id.gate", "id.cause.1"), with the prefixes it needs. */
export function turtleOf(trig, id) {
  const name = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const own = new RegExp(`^[\\w-]+:${name}(\\.[\\w.-]+)? `);
  const blocks = trig.split("\n\n").map((block) => block.replace(/^\S+ \{\n/, "").replace(/\n\}\n?$/, "").replace(/^ {4}/gm, ""));
  const kept = blocks.filter((block) => own.test(block));
  const prefixes = trig.match(/^@prefix .*$/gm).filter((line) => kept.some((block) => block.includes(`${line.split(" ")[1]}`)));
  return `${prefixes.join("\n")}\n\n${kept.join("\n\n")}\n`;
}
