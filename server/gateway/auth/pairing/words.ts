import { randomInt } from 'node:crypto'

/** Short, plain, and none sounds like another: people read them from one screen and look for them on another. */
const WORDS = (
  'acorn actor album alley amber anchor angle apple apron arrow atlas attic autumn badge bagel bakery ' +
  'balcony bamboo banjo barrel basket beach beacon beaver bench berry bicycle biscuit blanket blossom boat bonfire ' +
  'bottle boulder branch bread breeze brick bridge broom bucket buffalo bugle bumper butter button cabin cactus ' +
  'camel camera candle canoe canvas captain carpet carrot castle cedar cellar cement cherry chimney circle clover ' +
  'coast cobalt coffee comet compass copper coral cotton cradle crane crayon cricket crystal curtain cushion daisy ' +
  'dancer desert diamond dinner dolphin donkey dragon drawer drum eagle early easel echo eight elbow ember ' +
  'emerald engine evening falcon feather fence fiddle finger flag flannel flour flute forest fossil fountain fox ' +
  'frost furnace galaxy garden garlic ginger giraffe glacier glove granite grape gravel guitar hammer harbour ' +
  'harvest hazel helmet hermit hill honey hotel icicle igloo indigo island ivory jacket jasmine jewel jigsaw ' +
  'jungle kettle kitchen kite ladder lagoon lantern lemon lentil library lilac lizard llama lobster locket lumber ' +
  'magnet mango maple marble market meadow melon mirror mitten monday morning mountain mustard napkin needle nine ' +
  'noodle nutmeg oasis ocean olive onion orange orchard otter oven oyster paddle palace panda paper parrot ' +
  'pebble pencil pepper piano pickle pigeon pillow pine planet plum pocket pony poppy potato pumpkin puzzle ' +
  'quartz quilt rabbit radio raven ribbon river rocket rooster saddle saffron salmon sandal satin seven ' +
  'shadow silver sparrow spinach squirrel summer sunset tango teapot temple thunder ticket tiger timber tomato ' +
  'tulip tunnel turtle velvet village violin walnut whistle willow window winter yellow zebra zipper'
).split(' ')

/** Three words by chance: more than ten million ways, of which whoever confirms sees one, and has one try. */
export function threeWords(): string {
  return [1, 2, 3].map(() => WORDS[randomInt(WORDS.length)]).join(' ')
}
