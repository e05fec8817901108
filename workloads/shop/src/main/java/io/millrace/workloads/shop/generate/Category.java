package io.millrace.workloads.shop.generate;

import java.util.List;

/**
 * A department of the shop: its words, prices in cents, how often a customer comes back for the same product, and the
 * month in which it sells best.
 *
 * <p>The first, fifth, ... material is {@link Style#CLASSIC}, the second, sixth, ... {@link Style#MODERN}, and so on.
 */
enum Category {
    FURNITURE(
            "Furniture",
            new Sales(49_00, 890_00, 0.03, 9),
            "Oak,Steel,Reclaimed Pine,Painted Birch,Walnut,Glass,Driftwood,Velvet",
            "Writing Desk,Bookcase,Coffee Table,Dining Chair,Sideboard,Bench,Nightstand,Bar Stool"),
    LIGHTING(
            "Lighting",
            new Sales(19_00, 240_00, 0.04, 11),
            "Brass,Chrome,Rope,Rainbow,Pewter,Smoked Glass,Lantern,Paper",
            "Floor Lamp,Desk Lamp,Pendant Light,Wall Light,Table Lamp,Reading Light,Ceiling Light,Night Light"),
    BEDDING(
            "Bedding",
            new Sales(15_00, 180_00, 0.08, 1),
            "Egyptian Cotton,Bamboo,Washed Linen,Striped,Silk,Percale,Wool,Star Print",
            "Duvet Cover,Pillowcase Pair,Fitted Sheet,Throw,Blanket,Bedspread,Bolster,Mattress Topper"),
    BATH(
            "Bath",
            new Sales(6_00, 70_00, 0.15, 1),
            "Marble,Matt Black,Bamboo,Coral,Porcelain,Frosted,Teak,Seashell",
            "Soap Dish,Towel Set,Bath Mat,Toothbrush Holder,Shower Shelf,Laundry Basket,Bathrobe,Mirror"),
    KITCHEN(
            "Kitchen",
            new Sales(7_00, 220_00, 0.08, 11),
            "Copper,Stainless,Cast Iron,Enamel,Carbon Steel,Ceramic,Olive Wood,Retro",
            "Frying Pan,Saucepan,Chopping Board,Mixing Bowl,Chef's Knife,Casserole,Roasting Tin,Colander"),
    TABLEWARE(
            "Tableware",
            new Sales(5_00, 90_00, 0.1, 12),
            "Bone China,Slate,Stoneware,Polka Dot,Crystal,Minimal,Earthenware,Hand Painted",
            "Dinner Plate,Cereal Bowl,Mug,Serving Platter,Teapot,Carafe,Espresso Cup,Cake Stand"),
    COFFEE(
            "Coffee and Tea",
            new Sales(5_00, 28_00, 0.65, 11),
            "House Blend,Single Origin,Highland,Caramel,Breakfast,Cold Brew,Farmhouse,Vanilla",
            "Coffee Beans,Ground Coffee,Espresso Capsules,Black Tea,Green Tea,Chai,Rooibos,Filter Bags"),
    PANTRY(
            "Pantry",
            new Sales(3_00, 24_00, 0.6, 12),
            "Tuscan,Organic,Stone-Ground,Smoky,Provence,Wholegrain,Orchard,Spicy",
            "Olive Oil,Pasta,Flour,Honey,Tomato Sauce,Granola,Chutney,Mustard"),
    GARDEN(
            "Garden",
            new Sales(8_00, 160_00, 0.1, 5),
            "Forged,Telescopic,Ash-Handled,Bright,Heritage,Compact,Wicker,Painted",
            "Spade,Pruning Shears,Watering Can,Hand Fork,Rake,Planter,Trug,Bird Feeder"),
    PLANTS(
            "Plants",
            new Sales(3_00, 60_00, 0.35, 4),
            "English,Architectural,Wild,Rainbow,Old Garden,Dwarf,Meadow,Sunny",
            "Rose,Lavender,Fern,Tomato Seeds,Herb Collection,Tulip Bulbs,Sunflower Seeds,Succulent"),
    CAMPING(
            "Camping",
            new Sales(9_00, 380_00, 0.06, 7),
            "Canvas,Ultralight,Bushcraft,Festival,Waxed,Titanium,Woodland,Neon",
            "Tent,Sleeping Bag,Camp Stove,Headlamp,Rucksack,Hammock,Mess Kit,Water Filter"),
    CYCLING(
            "Cycling",
            new Sales(6_00, 300_00, 0.12, 6),
            "Leather,Carbon,Gravel,Reflective,Touring,Aero,Trail,Candy",
            "Saddle,Handlebar Tape,Pannier,Bike Helmet,Inner Tube,Pedals,Bike Light,Saddle Bag"),
    RUNNING(
            "Running",
            new Sales(8_00, 170_00, 0.15, 3),
            "Merino,Featherweight,Trail,Colour Block,Track,Compression,Mountain,Neon",
            "Running Shoes,Shorts,Long-Sleeve Top,Running Belt,Socks,Wind Jacket,Cap,Gilet"),
    FITNESS(
            "Fitness",
            new Sales(7_00, 210_00, 0.08, 1),
            "Leather,Smart,Cork,Pastel,Cast,Foldable,Hemp,Printed",
            "Yoga Mat,Kettlebell,Resistance Band,Foam Roller,Skipping Rope,Pull-Up Bar,Medicine Ball,Balance Board"),
    TOYS(
            "Toys",
            new Sales(5_00, 90_00, 0.08, 12),
            "Wooden,Magnetic,Forest,Dinosaur,Tin,Robotic,Farmyard,Circus",
            "Train Set,Building Blocks,Puzzle,Board Game,Puppet,Marble Run,Doll's House,Pull-Along Dog"),
    BABY(
            "Baby",
            new Sales(4_00, 120_00, 0.45, 2),
            "Cotton,Ergonomic,Muslin,Bunny,Knitted,Silicone,Organic,Jungle",
            "Sleepsuit,Baby Wipes,Nappies,Bib Set,Feeding Bottle,Teether,Swaddle,Bath Toy"),
    BOOKS(
            "Books",
            new Sales(6_00, 45_00, 0.02, 12),
            "Illustrated,Modern,Field,Curious,Annotated,Essential,Country,Pocket",
            "Sourdough Handbook,Birdwatching Guide,Atlas,Garden Almanac,Crime Omnibus,Short Stories,Knitting Patterns,Cycling Companion"),
    STATIONERY(
            "Stationery",
            new Sales(2_00, 55_00, 0.4, 9),
            "Leather-Bound,Dotted,Recycled,Sticker,Linen,Graph,Kraft,Confetti",
            "Notebook,Fountain Pen,Planner,Sketchbook,Pencil Set,Letter Paper,Washi Tape,Desk Pad"),
    PETS(
            "Pets",
            new Sales(3_00, 85_00, 0.55, 10),
            "Tweed,Grain-Free,Rawhide,Squeaky,Heritage,Automatic,Country,Rainbow",
            "Dog Food,Cat Food,Dog Lead,Cat Bed,Chew Toy,Food Bowl,Dog Coat,Scratching Post"),
    SKINCARE(
            "Skincare",
            new Sales(4_00, 75_00, 0.5, 12),
            "Rose,Hyaluronic,Oatmeal,Grapefruit,Almond,Retinol,Calendula,Coconut",
            "Hand Cream,Face Serum,Body Lotion,Cleanser,Lip Balm,Night Cream,Sunscreen,Bath Oil");

    /** How a category sells. */
    record Sales(int lowestCents, int highestCents, double repeatRate, int bestMonth) {}

    private final String title;
    private final Sales sales;
    private final List<String> materials;
    private final List<String> nouns;

    Category(String title, Sales sales, String materials, String nouns) {
        this.title = title;
        this.sales = sales;
        this.materials = List.of(materials.split(","));
        this.nouns = List.of(nouns.split(","));
    }

    String title() {
        return title;
    }

    Sales sales() {
        return sales;
    }

    List<String> materials() {
        return materials;
    }

    List<String> nouns() {
        return nouns;
    }

    /** How well the category sells in a month, 1 to 12, about 1 over the year. */
    double season(int month) {
        return 1 + 0.6 * StrictMath.cos(2 * StrictMath.PI * (month - sales.bestMonth()) / 12);
    }
}
