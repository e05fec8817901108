package io.millrace.workloads.shop.generate;

import java.util.List;

/** A country in which the shop has customers, with how many in a hundred, and what people and cities are called. */
enum Region {
    UNITED_KINGDOM(
            "United Kingdom",
            30,
            "London,Leeds,Bristol,Glasgow,Cardiff,York,Norwich,Exeter",
            "Olivia,George,Amelia,Harry,Isla,Jack,Freya,Oscar,Poppy,Arthur,Grace,Leo,Ruby,Theo,Alice,Hugo",
            "Smith,Taylor,Walker,Hughes,Wright,Bennett,Clarke,Foster,Marsh,Palmer,Reed,Shaw,Turner,Ward,Young,Hart"),
    GERMANY(
            "Germany",
            18,
            "Berlin,Hamburg,Köln,Leipzig,München,Bremen,Freiburg,Dresden",
            "Emma,Jonas,Mia,Paul,Lena,Felix,Clara,Max,Ida,Moritz,Greta,Anton,Frieda,Emil,Marie,Jakob",
            "Müller,Schmidt,Weber,Becker,Hoffmann,Koch,Richter,Klein,Wolf,Schröder,Neumann,Braun,Krüger,Vogel,Keller,Lange"),
    FRANCE(
            "France",
            14,
            "Paris,Lyon,Nantes,Bordeaux,Lille,Rennes,Toulouse,Grenoble",
            "Louise,Gabriel,Jade,Raphaël,Chloé,Jules,Zoé,Hugo,Camille,Léo,Manon,Arthur,Inès,Louis,Élise,Adam",
            "Martin,Bernard,Dubois,Moreau,Laurent,Lefèvre,Roux,Fournier,Girard,Bonnet,Lambert,Faure,Mercier,Blanc,Guérin,Colin"),
    SPAIN(
            "Spain",
            9,
            "Madrid,Barcelona,Valencia,Sevilla,Bilbao,Granada",
            "Lucía,Hugo,Martina,Mateo,Sofía,Daniel,Paula,Pablo,Carmen,Álvaro,Elena,Diego,Marta,Javier,Alba,Iker",
            "García,Fernández,López,Sánchez,Pérez,Gómez,Ruiz,Díaz,Moreno,Álvarez,Romero,Navarro,Torres,Gil,Serrano,Molina"),
    NETHERLANDS(
            "Netherlands",
            9,
            "Amsterdam,Utrecht,Rotterdam,Haarlem,Groningen,Leiden",
            "Sanne,Daan,Lotte,Sem,Fleur,Bram,Noor,Thijs,Roos,Luuk,Anna,Jesse,Eva,Ruben,Femke,Sven",
            "de Jong,Jansen,de Vries,Bakker,Visser,Smit,Meijer,de Boer,Mulder,Bos,Vos,Peters,Hendriks,Dekker,Brouwer,de Wit"),
    IRELAND(
            "Ireland",
            6,
            "Dublin,Cork,Galway,Limerick,Sligo",
            "Aoife,Conor,Saoirse,Cian,Niamh,Oisín,Róisín,Fionn,Ciara,Darragh,Maeve,Sean",
            "Murphy,Kelly,O'Brien,Byrne,Ryan,O'Connor,Walsh,Doyle,Nolan,Quinn,Daly,Burke"),
    SWEDEN(
            "Sweden",
            6,
            "Stockholm,Göteborg,Malmö,Uppsala,Lund,Umeå",
            "Alma,Elsa,Nils,Wilma,Axel,Ebba,Viggo,Saga,Love,Tuva,Arvid,Liv",
            "Andersson,Johansson,Nilsson,Lindberg,Berg,Holm,Sandström,Åberg,Nyström,Ek,Dahl,Björk"),
    UNITED_STATES(
            "United States",
            8,
            "Portland,Austin,Denver,Boston,Chicago,Seattle,Madison,Savannah",
            "Ava,Liam,Harper,Mason,Nora,Ethan,Hazel,Caleb,Lily,Wyatt,Stella,Owen,Maya,Julian,Violet,Isaac",
            "Johnson,Williams,Brown,Davis,Miller,Wilson,Anderson,Thomas,Jackson,White,Harris,Lewis,Robinson,King,Scott,Baker");

    private final String country;
    private final int share;
    private final List<String> cities;
    private final List<String> firstNames;
    private final List<String> lastNames;

    Region(String country, int share, String cities, String firstNames, String lastNames) {
        this.country = country;
        this.share = share;
        this.cities = List.of(cities.split(","));
        this.firstNames = List.of(firstNames.split(","));
        this.lastNames = List.of(lastNames.split(","));
    }

    static Region pick(Dice dice) {
        Region[] regions = values();
        int point = dice.below(100);
        int last = regions.length - 1;
        for (int i = 0; i < last; i++) {
            point -= regions[i].share;
            if (point < 0) {
                return regions[i];
            }
        }
        return regions[last];
    }

    String country() {
        return country;
    }

    String city(Dice dice) {
        // The square prefers the first cities, which are the larger ones.
        double place = dice.fraction();
        return cities.get((int) (place * place * cities.size()));
    }

    String personName(Dice dice) {
        return dice.pick(firstNames) + " " + dice.pick(lastNames);
    }
}
