package io.millrace.workloads.shop.retail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A department for products whose file has none: the first one of which a description holds a word, else
 * {@link #GIFTS}.
 */
enum RetailCategory {
    CHRISTMAS("Christmas", "CHRISTMAS XMAS SANTA REINDEER ADVENT SNOWFLAKE SNOWMAN ANGEL NOEL"),
    EASTER("Easter", "EASTER EGG EGGS BUNNY RABBIT CHICK CHICKS"),
    JEWELLERY("Jewellery", "NECKLACE BRACELET EARRINGS RING BROOCH CHARM BEAD BEADS DIAMANTE HAIR HAIRCLIP BANGLE"),
    BAGS("Bags", "BAG BAGS PURSE SHOPPER RUCKSACK HANDBAG WALLET SUITCASE BACKPACK TOTE"),
    CANDLES(
            "Candles and lights",
            "CANDLE CANDLES T-LIGHT T-LIGHTS TLIGHT LANTERN LIGHT LIGHTS LAMP CANDLEHOLDER INCENSE"),
    KITCHEN(
            "Kitchen and table",
            "MUG CUP CUPS BOWL PLATE PLATES TEA COFFEE TEAPOT CAKE BAKING KITCHEN CUTLERY JAR JUG"
                    + " TRAY DISH GLASS NAPKINS NAPKIN APRON SPOON LUNCH SNACK BOTTLE BISCUIT EGGCUP SAUCER CASES TOWEL COASTER"),
    STATIONERY(
            "Stationery",
            "CARD CARDS WRAP NOTEBOOK PEN PENCIL PENCILS RIBBON RIBBONS STICKERS PAPER TISSUES BOOK"
                    + " JOURNAL ENVELOPE STAMP CHALK TAPE ERASER ERASERS TAGS"),
    TOYS(
            "Toys and children",
            "TOY DOLL DOLLY GAME GAMES PUZZLE CHILDRENS CHILDREN'S SPACEBOY GIRL BOY BABY FELTCRAFT"
                    + " SKIPPING BLOCKS DOMINOES PLAYHOUSE SPINNING JIGSAW BALLOONS"),
    GARDEN("Garden", "GARDEN PLANT SEEDS HERB WATERING PARASOL BIRD GARDENERS PICNIC GNOME"),
    STORAGE("Storage", "BOX BOXES STORAGE BASKET DRAWER CABINET TIN TINS HOOK HANGER RACK CRATE"),
    HOME(
            "Home decoration",
            "CUSHION FRAME CLOCK MIRROR SIGN WALL HEART HANGING DECORATION DOORMAT GARLAND BUNTING ART"
                    + " METAL WICKER WREATH DOORSTOP VASE FLOWER COVER HOLDER QUILT THROW KNOB HOTWATER BLANKET"),
    GIFTS("Gifts", "");

    private final String title;
    private final Set<String> words;

    RetailCategory(String title, String words) {
        this.title = title;
        this.words = Set.of(words.split(" "));
    }

    String title() {
        return title;
    }

    static RetailCategory of(String description) {
        List<String> words = List.of(description.toUpperCase(Locale.ROOT).split("[^A-Z0-9'-]+"));
        return Arrays.stream(values())
                .filter(category -> words.stream().anyMatch(category.words::contains))
                .findFirst()
                .orElse(GIFTS);
    }
}
